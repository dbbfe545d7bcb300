// Saves or copies a figure's picture by way of the figure's own toolbar: drawn in this browser, no server needed.
export default function (component) {
  const { data, parentElement } = component;
  const told = parentElement.querySelector("[role=status]");
  const LONGEST = 30000;

  // The toolbar ends by clicking a link of its own making: `take` gets it, the page does not (it would close the menu).
  const draw = (format, take) => {
    const figure = document.querySelector(`.st-key-${CSS.escape(data.figure)} .js-plotly-plot`);
    const context = figure._context;
    const own = context.toImageButtonOptions;
    const stop = () => { clearTimeout(end); document.removeEventListener("click", caught, true); };
    const caught = (event) => {
      if (!event.target.matches?.("a[download]")) return;
      event.stopPropagation();
      stop();
      take?.(event);
    };
    const end = setTimeout(stop, LONGEST);
    document.addEventListener("click", caught, true);
    context.toImageButtonOptions = { ...own, format };
    figure.querySelector(".modebar-btn").dispatchEvent(new MouseEvent("click"));
    context.toImageButtonOptions = own;
  };

  const drawn = () => new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no picture")), LONGEST);
    draw("png", (event) => {
      event.preventDefault();
      fetch(event.target.href).then((answer) => answer.blob()).then(resolve, reject);
    });
  });

  const copy = async () => {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": drawn() })]);
      told.textContent = data.copied;
    } catch {
      told.textContent = data.refused;
    }
    setTimeout(() => { told.textContent = ""; }, 8000);
  };

  const does = { png: () => draw("png"), svg: () => draw("svg"), copy };
  for (const button of parentElement.querySelectorAll("button")) {
    button.textContent = data.labels[button.name];
    button.onclick = does[button.name];
  }
}
