// Takes one file that is dropped, chosen or pasted and sends it to the server as it is; tells the page its identifier.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const zone = parentElement.querySelector(".zone");
  const input = parentElement.querySelector("input");
  const choose = parentElement.querySelector("button");
  const told = parentElement.querySelector("[role=status]");
  const bar = parentElement.querySelector("progress");
  const words = data.words;
  parentElement.querySelector("b").textContent = words.here;
  parentElement.querySelector(".or").textContent = words.or;
  choose.textContent = words.choose;
  input.setAttribute("aria-label", words.choose);
  input.accept = data.kinds;

  const say = (text, wrong) => {
    told.textContent = text;
    told.className = wrong ? "wrong" : "";
  };
  const filled = (sentence, values) => sentence.replace(/{(\w+)}/g, (_, name) => values[name]);
  let busy = false;

  const done = (request, file) => {
    busy = false;
    bar.hidden = true;
    choose.disabled = false;
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (request.status === 200) {
      say(filled(words.done, { name: file.name }), false);
      setTriggerValue("file", answer.id);
      return;
    }
    const code = answer.error ?? { 413: "too_large", 401: "forbidden", 403: "forbidden" }[request.status];
    say(words.refused[code] ?? words.refused.broken_off, true);
  };

  const send = (file) => {
    if (busy) return;
    if (file.size > data.largest) return say(words.refused.too_large, true);
    busy = true;
    choose.disabled = true;
    const request = new XMLHttpRequest();
    const base = window.__streamlit?.BACKEND_BASE_URL ?? `${location.origin}/`;
    request.open("POST", new URL("api/upload", base));
    request.setRequestHeader("X-Csrf", data.seal);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    const began = Date.now();
    request.upload.onprogress = (event) => {
      if (!event.lengthComputable) return;
      const share = Math.round((100 * event.loaded) / event.total);
      bar.hidden = Date.now() - began < 1000;
      bar.value = share;
      say(filled(words.sending, { name: file.name, share }), false);
    };
    request.onload = () => done(request, file);
    request.onerror = () => done({ status: 0, responseText: "" }, file);
    request.send(file);
  };

  const take = (files) => {
    if (files.length > 1) return say(words.several, true);
    if (files.length === 1) send(files[0]);
  };
  choose.onclick = () => input.click();
  input.onchange = () => {
    take([...input.files]);
    input.value = "";
  };
  zone.ondragover = (event) => {
    event.preventDefault();
    zone.classList.add("over");
  };
  zone.ondragleave = () => zone.classList.remove("over");
  zone.ondrop = (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  };
  const pasted = (event) => {
    if (event.target.closest?.("input, textarea, [contenteditable=true]")) return;
    const files = [...event.clipboardData.files].filter((file) => !file.type.startsWith("image/"));
    const text = event.clipboardData.getData("text/plain");
    if (files.length) take(files);
    else if (text.trim() && data.kinds.includes(".csv")) send(new File([text], words.pasted, { type: "text/plain" }));
  };
  document.addEventListener("paste", pasted);
  return () => document.removeEventListener("paste", pasted);
}
