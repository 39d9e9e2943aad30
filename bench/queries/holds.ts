/* Loaded before a server: tells, when asked, for how long its event loop was held at one go, whatever else the machine did. */

let longest = 0;
let last = process.threadCpuUsage();
let watching = false;

function turn(): void {
  const now = process.threadCpuUsage();
  longest = Math.max(longest, (now.user - last.user + now.system - last.system) / 1000);
  last = now;
  if (watching) setImmediate(turn);
}

process.on('message', (asked) => {
  if (asked === 'watch') {
    longest = 0;
    last = process.threadCpuUsage();
    watching = true;
    setImmediate(turn);
  } else if (asked === 'tell') {
    watching = false;
    turn();
  }
  process.send?.({ longest });
});
process.channel?.unref();
