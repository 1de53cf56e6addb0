// A letter that is saved as it is written: <form data-autosave="/address/" data-keep-as="letter:1">.
//
// A second after the typing pauses the whole form is posted to the address. 2xx means saved; the answer may be JSON
// with the letter's new `version`, which is put into the form's version field. 409 means that it was changed elsewhere:
// nothing is overwritten and saving stops. When the server cannot be reached, the words are kept on the phone, offered
// again when the page is opened, and saved when the phone is back online.

import { forget, keep, kept, read, statusLine, write } from "./kept.js";

const PAUSE = 1_000; // ms

export function bind(form) {
  const name = form.dataset.keepAs || `letter:${form.dataset.autosave}`;
  const line = statusLine(form);
  let timer;
  let inFlight = false;
  let changed = false;
  let stopped = false;

  const keepHere = (state) => line.say(keep(name, { fields: read(form) }) ? state : "full");
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  };

  async function save() {
    if (stopped || !changed) return;
    if (inFlight) return later();
    inFlight = true;
    changed = false;
    line.say("saving");
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      await settle(answer);
    } catch {
      changed = true;
      keepHere("unsaved");
    } finally {
      inFlight = false;
    }
  }

  async function settle(answer) {
    if (answer.status === 409) {
      stopped = true;
      return keepHere("elsewhere");
    }
    if (!answer.ok || answer.redirected) {
      changed = true;
      return keepHere("unsaved");
    }
    const said = await answer.json().catch(() => ({}));
    const version = form.elements.namedItem("version");
    if (version && said.version !== undefined) version.value = said.version;
    if (changed) return;
    forget(name);
    line.say("saved");
  }

  const before = kept(name);
  if (before?.fields) {
    const { version, ...fields } = before.fields;
    write(form, fields);
    changed = true;
    line.say("restored");
    later();
  }

  form.addEventListener("input", () => {
    changed = true;
    later();
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
    forget(name);
  });
  addEventListener("online", () => changed && save());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && changed && save());
}
