// Fits the sheet of the meeting view to the screen and turns its steps by keyboard or clicker. Works offline.
// The step that it listens at stands on the root element: from then on the sheet shows the step's number.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = document.documentElement;
  const SHAPE = 9 / 16;

  const set = (wide, scale) => {
    root.style.setProperty("--stage-wide", `${wide}px`);
    root.style.setProperty("--stage-scale", scale);
    root.style.setProperty("--stage-left", `${Math.max(0, (innerWidth - wide * scale) / 2)}px`);
  };
  const fit = () => {
    const sheet = document.querySelector(".st-key-stage");
    if (data.figure) {
      set(data.figure[0], Math.min(innerWidth / data.figure[0], innerHeight / data.figure[1]));
      return;
    }
    if (!sheet) return;
    for (const wide of data.widths) {
      root.style.setProperty("--stage-wide", `${wide}px`);
      const whole = [...sheet.querySelectorAll(".scroll")].every((part) => part.scrollWidth <= part.clientWidth);
      const high = Math.max(wide * SHAPE, sheet.scrollHeight + data.below);
      if ((whole && high <= wide * SHAPE + 1) || wide === data.widths[data.widths.length - 1]) {
        set(wide, Math.min(innerWidth / wide, innerHeight / high));
        return;
      }
    }
  };

  // A key pressed while the step before is still being drawn counts from the step that was asked for last.
  if (parentElement.stepAsked === data.step) parentElement.stepAsked = undefined;
  const stepFrom = (key) => {
    const last = data.steps.length - 1, at = data.steps.indexOf(parentElement.stepAsked ?? data.step);
    if (["ArrowRight", "PageDown", " "].includes(key)) return Math.min(at + 1, last);
    if (["ArrowLeft", "PageUp"].includes(key)) return Math.max(at - 1, 0);
    return { Home: 0, End: last }[key];
  };
  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      location.assign(data.leave);
      return;
    }
    const step = data.steps[stepFrom(event.key)];
    if (step === undefined) return;
    event.preventDefault();
    if (step === (parentElement.stepAsked ?? data.step)) return;
    parentElement.stepAsked = step;
    setTriggerValue("turn", step);
  };

  parentElement.leaveStage?.();
  const watch = new ResizeObserver(fit);
  const sheet = document.querySelector(".st-key-stage");
  if (sheet) watch.observe(sheet);
  addEventListener("resize", fit);
  document.addEventListener("keydown", press, true);
  fit();
  root.dataset.stage = data.step;
  const leave = () => {
    delete root.dataset.stage;
    watch.disconnect();
    removeEventListener("resize", fit);
    document.removeEventListener("keydown", press, true);
  };
  parentElement.leaveStage = leave;
  return leave;
}
