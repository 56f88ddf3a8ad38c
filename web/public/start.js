// Loads beside the page's code, so that the engine is fetched and compiled meanwhile: see worker_engine.ts.
"use strict";
// Null: the page was here first, and has a worker of its own.
if (self.pymemlabWorker === undefined) {
  self.pymemlabWorker = new Worker(new URL("engine/worker.js", document.baseURI));
  self.pymemlabWorker.onerror = (event) => {
    event.preventDefault();
    self.pymemlabWorkerLost = true;
  };
}
// What was chosen before is read from the disk now, while the page waits for its code all the same.
try {
  localStorage.getItem("pymemlab.language");
} catch {
  // denied
}
