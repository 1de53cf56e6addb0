// What somebody typed, kept on their own phone under the form's name, and the line that says so.

const PREFIX = "alongside:";
const NOT_KEPT = new Set(["password", "file", "submit", "button", "image", "reset"]);

export const entries = (form) =>
  Array.from(form.elements).filter(
    (field) => field.name && field.name !== "csrfmiddlewaretoken" && !NOT_KEPT.has(field.type),
  );

/** The form as plain data. Boxes and radios are kept by value, everything else by name. */
export function read(form) {
  const fields = {};
  for (const field of entries(form)) {
    const list = (fields[field.name] ??= []);
    if (field.type !== "checkbox" && field.type !== "radio") list.push(field.value);
    else if (field.checked) list.push(field.value);
  }
  return fields;
}

/** Puts kept data back where it was; of the hidden fields, those that are named. */
export function write(form, fields, { hidden = [] } = {}) {
  const next = {};
  for (const field of entries(form)) {
    const values = fields[field.name];
    if (!values || (field.type === "hidden" && !hidden.includes(field.name))) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else {
      const place = (next[field.name] = (next[field.name] ?? -1) + 1);
      if (values[place] !== undefined) field.value = values[place];
    }
  }
}

/** Whether the form already shows what was kept. */
export const shows = (form, fields) =>
  entries(form).every((field) => field.type === "hidden" || JSON.stringify(read(form)[field.name]) === JSON.stringify(fields[field.name]));

/** Whether anything in it was typed or chosen by a person: hidden fields alone are not worth keeping. */
export const isEmpty = (form) =>
  entries(form).every((field) => field.type === "hidden" || field.type === "checkbox" || field.type === "radio" || field.tagName === "SELECT" || !field.value.trim());

export function keep(name, data) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...data, at: Date.now() }));
    return true;
  } catch {
    return false; // private windows and full phones; the page says so
  }
}

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

/** The names, beginning so, under which something is kept; the oldest first. */
export function names(beginning) {
  try {
    const found = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + beginning));
    return found.map((key) => key.slice(PREFIX.length)).sort((one, other) => (kept(one)?.at ?? 0) - (kept(other)?.at ?? 0));
  } catch {
    return [];
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept, so there is nothing to remove
  }
}

/** The status line of parts/draft.html: `say("kept")` shows the words of its data-kept. */
export function statusLine(form) {
  const box = form.querySelector("[data-draft]");
  const words = box?.querySelector("[data-draft-words]");
  const button = box?.querySelector("[data-draft-forget]");
  return {
    say(state, { forgettable = false, sentence } = {}) {
      if (!box) return;
      box.hidden = !state;
      box.dataset.state = state ?? "";
      const text = sentence ?? (state ? (words.dataset[state] ?? "") : "");
      if (words.textContent !== text) words.textContent = text;
      if (button) button.hidden = !forgettable;
    },
    onForget(callback) {
      button?.addEventListener("click", callback);
    },
  };
}
