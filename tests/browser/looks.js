/* What a person cannot read: text whose contrast is below AA, text that its box cuts off, texts of a figure that
   cover each other, what is to be pressed and lower or narrower than 24 px (links within a sentence aside), a page
   wider than the window. */
async () => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (css) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = '#000';
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => top.slice(0, 3).map((c, i) => c * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  };
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const shown = (e) => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getClientRects().length > 0;
  const said = (e) => e.textContent.trim().replace(/\s+/g, ' ').slice(0, 60);
  const pale = [], cut = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || !shown(e) || e.closest('[disabled], style, script, .js-plotly-plot, .unseen, [aria-hidden=true]')) continue;
    const style = getComputedStyle(e), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const back = ground(e), ratio = contrast(over(rgba(style.color), back), back);
    if (ratio < (large ? 3 : 4.5)) pale.push(`${ratio.toFixed(2)} ${said(e)}`);
    for (let box = e; box && box.closest('.k'); box = box.parentElement) {
      const b = getComputedStyle(box);
      if (b.overflowX === 'visible' && b.overflowY === 'visible') continue;
      if (/auto|scroll/.test(b.overflowX + b.overflowY)) break;
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 2) cut.push(said(box));
      break;
    }
  }
  for (const text of document.querySelectorAll('.js-plotly-plot text')) {
    const plot = text.closest('svg.main-svg').getBoundingClientRect(), at = text.getBoundingClientRect();
    if (!at.width || !said(text)) continue;
    if (at.left < plot.left - 1 || at.right > plot.right + 1 || at.top < plot.top - 1 || at.bottom > plot.bottom + 1) cut.push(said(text));
  }
  const images = new Map();
  for (const shown of document.querySelectorAll('.js-plotly-plot image')) {
    const image = new Image();
    image.src = shown.href.baseVal;
    await image.decode();
    images.set(shown, image);
  }
  const pixel = (image, across, down) => {
    context.clearRect(0, 0, 1, 1);
    context.drawImage(image, across * image.naturalWidth, down * image.naturalHeight, 1, 1, 0, 0, 1, 1);
    const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  /* Everything filled that a figure draws below a text, from the paper up; a hatched fill counts as the paper. */
  const below = (text, plot) => {
    const box = text.getBoundingClientRect(), paper = plot.querySelector('svg.main-svg');
    let back = over(rgba(getComputedStyle(paper).backgroundColor), ground(plot));
    for (const [shown, image] of images) {
      const at = shown.getBoundingClientRect();
      const across = (box.x + box.width / 2 - at.x) / at.width, down = (box.y + box.height / 2 - at.y) / at.height;
      if (across >= 0 && across < 1 && down >= 0 && down < 1) back = over(pixel(image, across, down), back);
    }
    for (const shape of plot.querySelectorAll('path, rect')) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const style = getComputedStyle(shape), matrix = shape.getScreenCTM();
      if (shape.closest('defs') || style.fill === 'none' || style.fill.startsWith('url') || !matrix || !shape.isPointInFill) continue;
      const at = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2).matrixTransform(matrix.inverse());
      if (!shape.isPointInFill(at)) continue;
      const colour = rgba(style.fill);
      back = over([...colour.slice(0, 3), colour[3] * style.fillOpacity * style.opacity], back);
    }
    return back;
  };
  const covered = [];
  for (const plot of document.querySelectorAll('.js-plotly-plot')) {
    const texts = [...plot.querySelectorAll('text')].filter((t) => said(t) && t.getBoundingClientRect().width);
    const boxes = texts.map((t) => t.getBoundingClientRect());
    texts.forEach((text, i) => {
      const back = below(text, plot), style = getComputedStyle(text), ratio = contrast(over(rgba(style.fill), back), back);
      if (ratio < 4.5) pale.push(`${ratio.toFixed(2)} ${said(text)}`);
      for (let j = i + 1; j < texts.length; j += 1) {
        const across = Math.min(boxes[i].right, boxes[j].right) - Math.max(boxes[i].left, boxes[j].left);
        const down = Math.min(boxes[i].bottom, boxes[j].bottom) - Math.max(boxes[i].top, boxes[j].top);
        if (across > 2 && down > 7) covered.push(`${said(text)} / ${said(texts[j])}`);
      }
    });
  }
  const small = [];
  for (const e of document.querySelectorAll('button, summary, a.button, [data-testid=stPageLink] a, [role=combobox], input, select, textarea')) {
    const {width, height} = e.getBoundingClientRect();
    const unseen = e.closest('.unseen, [aria-hidden=true]') || getComputedStyle(e).clip !== 'auto' || e.closest('label');
    if (shown(e) && !unseen && (width < 24 || height < 24)) small.push(`${Math.round(width)}x${Math.round(height)} ${said(e) || e.ariaLabel}`);
  }
  const main = document.querySelector('[data-testid=stMain]');
  return {pale: [...new Set(pale)], cut: [...new Set(cut)], covered: [...new Set(covered)], small: [...new Set(small)], wide: main.scrollWidth > main.clientWidth + 1};
}
