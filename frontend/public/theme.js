// Sets the saved theme before the first paint; without one the system decides.
try {
  const saved = localStorage.getItem("theme")
  if (saved === "dark" || saved === "light") document.documentElement.dataset.theme = saved
} catch {
  // Storage can be forbidden; the system's theme is right then.
}
