// A grid of plain fields, so that no key is lost however fast it is pressed; tells the page its rows when asked to.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const table = parentElement.querySelector("table");
  const body = table.tBodies[0];
  const check = parentElement.querySelector("button");
  check.textContent = data.check;
  if (!body.rows.length) build();

  function build() {
    const head = table.tHead.insertRow();
    data.columns.forEach(({ name, label, choices }) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.className = name;
      cell.textContent = label;
      head.append(cell);
      if (choices) parentElement.append(listed(name, choices));
    });
    for (let row = 0; row < Math.max(data.rows, data.filled.length + 1); row += 1) add(data.filled[row]);
  }

  function listed(name, choices) {
    const list = document.createElement("datalist");
    list.id = `choices-${name}`;
    list.append(...choices.map((choice) => new Option(choice, choice)));
    return list;
  }

  function add(filled = {}) {
    const row = body.insertRow();
    data.columns.forEach(({ name, label, choices }) => {
      const field = document.createElement("input");
      field.name = name;
      field.value = filled[name] ?? "";
      field.autocomplete = "off";
      field.setAttribute("aria-label", `${label}, ${body.rows.length}`);
      if (choices) field.setAttribute("list", `choices-${name}`);
      row.insertCell().append(field);
    });
  }

  const field = (row, column) => {
    while (row >= body.rows.length) add();
    return body.rows[row].cells[column]?.firstChild;
  };
  const at = (target) => [target.closest("tr").sectionRowIndex, target.closest("td").cellIndex];

  body.oninput = (event) => {
    if (at(event.target)[0] === body.rows.length - 1) add();
  };
  body.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const [row, column] = at(event.target);
    field(Math.max(row + (event.shiftKey ? -1 : 1), 0), column).focus();
  };
  body.onpaste = (event) => {
    event.stopPropagation();
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const [row, column] = at(event.target);
    text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((word, right) => {
      const into = field(row + down, column + right);
      if (into) into.value = word.trim();
    }));
  };
  check.onclick = () => {
    const cells = (row) => [...row.cells].map(({ firstChild }) => [firstChild.name, firstChild.value.trim()]);
    setTriggerValue("rows", [...body.rows].map((row) => Object.fromEntries(cells(row))));
  };
}
