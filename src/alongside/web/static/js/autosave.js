// A letter that is saved as it is written: <form data-autosave="/address/" data-keep-as="letter:1" data-renew="/page/">.
//
// A second after the typing pauses the whole form is posted to the address. 2xx means saved; the answer is JSON with the
// letter's new `version`, which is put into the form's version field. 409 means that it was changed elsewhere: nothing
// is overwritten, and saving stops until a person has looked. Any other refusal brings its `sentence`. Whatever was not
// saved is kept on the phone with the version it was written on, put back when the page is opened again, and saved when
// the connection is back; if the letter went on elsewhere meanwhile, that version makes the server say so. A button is
// followed when what was typed has arrived, or when the page behind it shows the words again with what is to be mended
// (409, 422); otherwise the page stays, so neither a lost connection nor a session that ended ever loses a word.
//
// A new letter (data-keep-new="letter-new:slug:", the beginning of its name) moves to its own address and its own name
// with the first save. What was typed before that is kept with the address it belongs to: the next new page goes on
// with that letter, never with a second one. A page that came back with something to mend (data-unkept) shows what was
// typed last, so nothing is put into it and nothing is forgotten.

import { forget, keep, kept, names, read, shows, statusLine, write } from "./kept.js";

const PAUSE = 1_000; // ms
const PATIENCE = 30_000; // ms before a save counts as not having reached the server
const OUTSIDE = new Set([401, 403]);
const SHOWN_AGAIN = new Set([409, 422]); // the page behind the button shows the words and what is to be mended

export function bind(form) {
  const fresh = form.dataset.keepNew;
  const version = form.elements.namedItem("version");
  const line = statusLine(form);
  let name = form.dataset.keepAs || `letter:${form.dataset.autosave}`;
  let timer;
  let saving = null; // the save under way
  let changed = false;
  let stopped = false;
  let followed = false;

  const copy = () => keep(name, { fields: read(form), action: form.getAttribute("action"), autosave: form.dataset.autosave });
  const keepHere = (state, sentence) => line.say(copy() ? state : "full", { sentence });
  const later = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, PAUSE);
  };

  function save() {
    clearTimeout(timer);
    saving = (saving ?? Promise.resolve()).then(() => post());
    return saving;
  }

  const send = () =>
    fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout?.(PATIENCE),
    });
  const isOutside = (answer) => answer.redirected || OUTSIDE.has(answer.status);

  /** Whoever signed out and in again has a new form proof; the old one is refused. */
  async function renew() {
    const answer = await fetch(form.dataset.renew, { signal: AbortSignal.timeout?.(PATIENCE) });
    if (answer.redirected || !answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const proof = page.querySelector("[name=csrfmiddlewaretoken]");
    if (proof) form.elements.namedItem("csrfmiddlewaretoken").value = proof.value;
    return Boolean(proof);
  }

  async function post() {
    if (!changed) return "saved";
    changed = false;
    line.say("saving");
    try {
      let answer = await send();
      if (isOutside(answer) && (await renew())) answer = await send();
      return settle(answer, await answer.json().catch(() => ({})));
    } catch {
      changed = true;
      keepHere("unsaved");
      return "unreached";
    }
  }

  function settle(answer, said) {
    if (answer.ok && !answer.redirected) {
      if (version && said.version !== undefined) version.value = said.version;
      if (said.version) settleIn();
      if (!changed) {
        forget(name);
        line.say("saved");
      }
      return "saved";
    }
    changed = true;
    stopped = answer.status === 409;
    if (isOutside(answer)) keepHere("outside");
    else if (stopped) keepHere("elsewhere");
    else keepHere(answer.status >= 502 ? "unsaved" : "refused", said.sentence);
    return SHOWN_AGAIN.has(answer.status) ? "shown" : "refused";
  }

  /** A new letter that is saved is new no longer. */
  function settleIn() {
    if (!fresh || !name.startsWith(fresh)) return;
    const settled = `letter:${name.slice(fresh.length)}`;
    forget(name);
    name = settled;
    history.replaceState(history.state, "", form.getAttribute("action"));
  }

  async function follow(event) {
    clearTimeout(timer);
    if (followed) return; // arrived: the browser goes on
    event.preventDefault();
    const pressed = event.submitter;
    const outcome = await save();
    await new Promise((resolve) => setTimeout(resolve)); // a form cannot be sent from within its own submit event
    if (outcome !== "saved" && outcome !== "shown") return;
    followed = true;
    if (form.requestSubmit) form.requestSubmit(pressed);
    else HTMLFormElement.prototype.submit.call(form);
  }

  function restore() {
    if (fresh && !kept(name)) name = names(fresh)[0] ?? name;
    const before = kept(name);
    if (!before?.fields) return;
    if (shows(form, before.fields)) return forget(name);
    const adopted = fresh && before.autosave && before.action;
    if (adopted) {
      form.setAttribute("action", before.action);
      form.dataset.autosave = before.autosave;
    }
    write(form, before.fields, { hidden: adopted ? ["version", "window"] : ["version"] });
    changed = true;
    line.say("restored");
    later();
  }

  if (form.dataset.unkept === undefined) restore();

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  form.addEventListener("submit", follow);
  addEventListener("online", () => changed && !stopped && save());
  addEventListener("pageshow", () => (followed = false));
  document.addEventListener("visibilitychange", () => {
    if (!changed || stopped) return;
    if (document.visibilityState === "hidden") copy(); // the page may be gone before the answer comes
    save(); // and whoever comes back may have signed in meanwhile
  });
}
