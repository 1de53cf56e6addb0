// The one module every page asks for. Each behaviour is an enhancement of a form or a link that works without it,
// is bound by a data attribute, and is fetched only by a page that has something for it.

const behaviours = [
  ["form[data-keep]", () => import("./draft.js")],
  ["form[data-autosave]", () => import("./autosave.js")],
  ["form[data-once]:not([data-keep])", () => import("./once.js")], // data-keep sends once by itself
  ["[data-coach]", () => import("./coach.js")],
  ["[data-moment]", () => import("./moment.js")],
];

for (const [selector, load] of behaviours) {
  const found = document.querySelectorAll(selector);
  if (found.length) load().then(({ bind }) => found.forEach(bind));
}

// After a form came back with something to mend, that is where reading starts.
document.querySelector("[data-focus]")?.focus();
