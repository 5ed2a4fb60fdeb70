// Imported first, before anything that an old Node could stumble over.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Pagedesk needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
