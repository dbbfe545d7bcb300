// Says what the server is making from the press of a file's button until the file is made; asks only meanwhile.
export default function (component) {
  const { data, parentElement } = component;
  const told = parentElement.querySelector("[role=status]");
  const base = window.__streamlit?.BACKEND_BASE_URL ?? `${location.origin}/`;
  const asked = new URL(`api/making?key=${data.key}`, base);
  let timer = 0;

  const ask = async (seen, left) => {
    let said = null;
    try {
      said = (await (await fetch(asked)).json()).said;
    } catch {
      left = 0;
    }
    told.textContent = said ?? "";
    if ((seen && said === null) || left === 0) return;
    timer = setTimeout(() => ask(seen || said !== null, left - 1), 250);
  };
  const pressed = (event) => {
    if (!event.target.closest?.('[class*="st-key-get-"] button')) return;
    clearTimeout(timer);
    ask(false, 1200);
  };
  document.addEventListener("click", pressed);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("click", pressed);
  };
}
