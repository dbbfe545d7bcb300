// Puts a table or paragraph on the clipboard, once as rich text and once as plain text. Works without the network and without https.
export default function (component) {
  const { data, parentElement } = component;
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("[role=status]");
  button.textContent = data.label;

  const byEvent = () => {
    let done = false;
    const fill = (event) => {
      event.clipboardData.setData("text/html", data.rich);
      event.clipboardData.setData("text/plain", data.plain);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    document.addEventListener("copy", fill, { capture: true, once: true });
    const asked = document.execCommand("copy");
    document.removeEventListener("copy", fill, { capture: true });
    return asked && done;
  };

  const byClipboard = async () => {
    const item = new ClipboardItem({
      "text/html": new Blob([data.rich], { type: "text/html" }),
      "text/plain": new Blob([data.plain], { type: "text/plain" }),
    });
    await navigator.clipboard.write([item]);
  };

  button.onclick = async () => {
    let done = byEvent();
    if (!done) {
      try {
        await byClipboard();
        done = true;
      } catch {
        done = false;
      }
    }
    told.textContent = done ? data.done : data.failed;
    setTimeout(() => { told.textContent = ""; }, 6000);
  };
}
