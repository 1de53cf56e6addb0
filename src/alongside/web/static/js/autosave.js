// A letter that is saved as it is written: <form data-autosave="/address/" data-keep-as="letter:1">.
//
// A second after the typing pauses the whole form is posted to the address. 2xx means saved; the answer is JSON with the
// letter's new `version`, which is put into the form's version field. 409 means that it was changed elsewhere: nothing
// is overwritten, and saving stops until a person has looked. Any other refusal brings its `sentence`. When the server
// cannot be reached, the words are kept on the phone with the version they were written on, put back when the page is
// opened again, and saved when the connection is back; if the letter went on elsewhere meanwhile, that version makes the
// server say so. A button is only followed once what was typed has arrived, so a lost connection never loses a page.

import { forget, keep, kept, read, shows, statusLine, write } from "./kept.js";

const PAUSE = 1_000; // ms
const PATIENCE = 30_000; // ms before a save counts as not having reached the server

export function bind(form) {
  const name = form.dataset.keepAs || `letter:${form.dataset.autosave}`;
  const version = form.elements.namedItem("version");
  const line = statusLine(form);
  let timer;
  let saving = null; // the save under way
  let changed = false;
  let stopped = false;
  let followed = false;

  const keepHere = (state, sentence) => line.say(keep(name, { fields: read(form) }) ? state : "full", { sentence });
  const later = () => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, PAUSE);
  };

  function save() {
    clearTimeout(timer);
    saving = (saving ?? Promise.resolve()).then(post);
    return saving;
  }

  async function post() {
    if (!changed) return "saved";
    changed = false;
    line.say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout?.(PATIENCE),
      });
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
      if (!changed) {
        forget(name);
        line.say("saved");
      }
      return "saved";
    }
    changed = true;
    stopped = answer.status === 409;
    keepHere(stopped ? "elsewhere" : "unsaved", stopped ? undefined : said.sentence);
    return answer.status >= 502 ? "unreached" : "refused";
  }

  async function follow(event) {
    clearTimeout(timer);
    if (followed) return; // arrived: the browser goes on
    event.preventDefault();
    const pressed = event.submitter;
    if ((await save()) === "unreached") return;
    forget(name);
    followed = true;
    if (form.requestSubmit) form.requestSubmit(pressed);
    else HTMLFormElement.prototype.submit.call(form);
  }

  const before = kept(name)?.fields;
  if (before && shows(form, before)) forget(name);
  else if (before) {
    write(form, before, { hidden: ["version"] });
    changed = true;
    line.say("restored");
    later();
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  form.addEventListener("submit", follow);
  addEventListener("online", () => changed && !stopped && save());
  addEventListener("pageshow", () => (followed = false));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !changed || stopped) return;
    keep(name, { fields: read(form) }); // the page may be gone before the answer comes
    save();
  });
}
