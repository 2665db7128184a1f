// Shows new mail by itself, and deletes all on demand. Without it the page works too.
const newest = document.body.dataset.newest;

async function look() {
  const answer = await fetch("/api/mails?limit=1");
  const { items } = await answer.json();
  if ((items[0]?.id ?? "") !== newest) location.reload();
}

setInterval(() => {
  // The stack may be down at the moment; then there is nothing to show.
  if (!document.hidden) look().catch(() => {});
}, 2000);

document.getElementById("clear").addEventListener("click", async () => {
  await fetch("/api/mails", { method: "DELETE" });
  location.reload();
});
