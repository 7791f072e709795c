/** One of several that want the same folder: told one by its parent, it tries to lock it and says how that ended. */
import { FolderLocked, lockFolder } from "../../lib/db/embedded/lock.mjs";

/** @type {() => void} */
let unlock = () => {};
process.on("message", async (/** @type {{ folder: string } | "release"} */ message) => {
  if (message === "release") {
    unlock();
    unlock = () => {};
    process.send?.({ released: true });
    return;
  }
  try {
    unlock = await lockFolder(message.folder);
    process.send?.({ won: true });
  } catch (error) {
    process.send?.({ won: false, pid: error instanceof FolderLocked ? error.pid : String(error) });
  }
});
process.on("disconnect", () => process.exit(0));
