// Loads before the page's code, so that the engine is fetched and compiled beside it: see worker_engine.ts.
"use strict";
self.pymemlabWorker = new Worker(new URL("engine/worker.js", document.baseURI));
