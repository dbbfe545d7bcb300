// Streamlit has no translations: this says in Vietnamese what its own widgets, toolbars and menu say in English.
// A closed list, exact matches, only where Streamlit writes; the product's words and data are left alone.
// Tied to the pinned version of Streamlit: tests/browser fails on any English string that is not listed.
(() => {
  if (document.documentElement.lang !== "vi") return;
  const exact = {
    "Download plot as a PNG": "Tải ảnh PNG",
    "Download plot": "Tải ảnh",
    "Fullscreen": "Toàn màn hình",
    "Exit fullscreen": "Thu nhỏ lại",
    "Close fullscreen": "Thu nhỏ lại",
    "Download as CSV": "Tải tệp CSV",
    "Search": "Tìm",
    "Type to search": "Gõ để tìm",
    "Show/hide columns": "Hiện, ẩn cột",
    "No results": "Không tìm thấy",
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Select all": "Chọn tất cả",
    "Clear value": "Bỏ chọn",
    "Clear all": "Bỏ chọn tất cả",
    "Open": "Mở",
    "Dismiss": "Đóng",
    "Press Enter to apply": "Nhấn Enter để áp dụng",
    "Skip to main content": "Đến nội dung chính",
    "Main menu": "Trình đơn",
    "Rerun": "Tính lại trang",
    "Settings": "Thiết lập",
    "About": "Giới thiệu",
    "Print": "In trang",
    "Record a screencast": "Quay màn hình",
    "Record screen": "Quay màn hình",
    "Theme": "Giao diện",
    "App theme": "Giao diện",
    "Choose app theme": "Chọn giao diện",
    "Choose app theme, colors and fonts": "Chọn giao diện",
    "Use system setting": "Theo thiết lập của máy",
    "System": "Theo máy",
    "Auto": "Theo máy",
    "Light": "Sáng",
    "Dark": "Tối",
    "Light theme": "Giao diện sáng",
    "Dark theme": "Giao diện tối",
    "System theme": "Giao diện theo máy",
    "Wide mode": "Trải rộng",
    "Appearance": "Hiển thị",
    "Close": "Đóng",
    "Stop": "Dừng",
    "Running": "Đang tính",
    "Running...": "Đang tính…",
    "RUNNING...": "Đang tính…",
    "Connecting": "Đang kết nối",
    "CONNECTING": "Đang kết nối",
    "Copy to clipboard": "Sao chép",
    "Copied": "Đã sao chép",
    "Page not found": "Không có trang này",
    "Connection error": "Mất kết nối",
    "Connection lost": "Mất kết nối",
    "Loading...": "Đang tải…",
  };
  const patterns = [
    [/^Made with Streamlit\b/, "Chạy trên Streamlit"],
    [/^Connection (lost|error)\b.*$/s, "Mất kết nối với máy chủ. Trang tự nối lại khi máy chủ hoạt động."],
    [/^You have requested page .*$/s, "Không có trang này. Mời chọn một mục ở đầu trang."],
    [/\b(\d+) options? available\./g, "Có $1 mục."],
    [/^Selected (.+?)\. (.*)$/s, "Đã chọn $1. $2"],
  ];
  const attributes = ["aria-label", "placeholder", "title", "data-title", "alt"];
  const ours = ".k, [data-testid=stMarkdown], [data-testid=stHtml], [data-testid=stPageLink], .main-svg, script, style";
  const options = "[role=listbox], [role=radiogroup]";

  const vietnamese = (text) => {
    const trimmed = text.trim();
    if (!trimmed) return null;
    if (Object.hasOwn(exact, trimmed)) return text.replace(trimmed, exact[trimmed]);
    for (const [pattern, words] of patterns) {
      if (pattern.test(trimmed)) return text.replace(trimmed, trimmed.replace(pattern, words));
    }
    return null;
  };

  const say = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || parent.closest(ours)) return;
      if (parent.closest(options) && node.data !== "No results") return;
      const words = vietnamese(node.data);
      if (words !== null && words !== node.data) node.data = words;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(ours)) return;
    for (const name of attributes) {
      const value = node.getAttribute(name);
      const words = value === null ? null : vietnamese(value);
      if (words !== null && words !== value) node.setAttribute(name, words);
    }
    for (const child of node.childNodes) say(child);
  };

  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(say);
      else say(change.target);
    }
  });
  watch.observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
