// Fits the sheet of the meeting view to the screen and turns its steps by keyboard or clicker. Works offline.
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

  const turned = { ArrowRight: data.next, PageDown: data.next, " ": data.next,
    ArrowLeft: data.previous, PageUp: data.previous, Home: data.first, End: data.last };
  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      location.assign(data.leave);
    } else if (event.key in turned) {
      event.preventDefault();
      if (turned[event.key] !== data.step) setTriggerValue("turn", turned[event.key]);
    }
  };

  parentElement.leaveStage?.();
  const watch = new ResizeObserver(fit);
  const sheet = document.querySelector(".st-key-stage");
  if (sheet) watch.observe(sheet);
  addEventListener("resize", fit);
  document.addEventListener("keydown", press, true);
  fit();
  const leave = () => {
    watch.disconnect();
    removeEventListener("resize", fit);
    document.removeEventListener("keydown", press, true);
  };
  parentElement.leaveStage = leave;
  return leave;
}
