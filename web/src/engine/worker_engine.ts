import type { Answer, CommandName, ErrorReply, Fields } from "./api";
import { EngineError, type Engine } from "./engine";

interface Waiting {
  resolve(text: string): void;
  reject(error: Error): void;
}

/** The engine as WebAssembly in a worker of this page (see wasm/worker.js). */
export class WorkerEngine implements Engine {
  readonly kind = "page";
  readonly inOrder = true;
  private worker: Worker;
  private waiting = new Map<number, Waiting>();
  private next = 1;
  private dead = false;
  /** It has answered: what happens to it later is no failure to load. */
  private heard = false;
  onLoss = () => {};

  constructor() {
    this.worker = this.start();
  }

  /** The worker that public/start.js has begun to load, if it is still to be had; else a new one. */
  private start(): Worker {
    const page = self as { pymemlabWorker?: Worker | null; pymemlabWorkerLost?: boolean };
    const worker = page.pymemlabWorker ?? new Worker(new URL("engine/worker.js", document.baseURI));
    page.pymemlabWorker = null;
    this.heard = false;
    worker.onmessage = (event: MessageEvent) => this.receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault(); // it is told in words
      this.lost(worker, event instanceof ErrorEvent ? event.message : "");
    };
    if (page.pymemlabWorkerLost) {
      delete page.pymemlabWorkerLost;
      queueMicrotask(() => this.lost(worker, ""));
    }
    return worker;
  }

  /** Its script is not to be had, or it has died: whoever asks next gets a new one. */
  private lost(worker: Worker, why: string) {
    if (worker === this.worker) {
      worker.terminate();
      this.dead = true;
      this.failAll(this.codeOf(why), why);
      this.onLoss();
    }
  }

  /** What has gone wrong, from what the worker says of it. */
  private codeOf(failed: string) {
    if (failed === "stack_limit") {
      return failed;
    }
    if (failed.includes("engine_part")) {
      return "engine_part";
    }
    return this.heard ? "engine_failed" : "engine_missing";
  }

  private receive(message: { id?: number; reply?: string; failed?: string }) {
    this.heard ||= message.reply !== undefined;
    if (message.failed !== undefined) {
      // It did not come to be, or failed: its memory cannot be trusted any more.
      this.lost(this.worker, message.failed);
    } else if (message.id !== undefined) {
      this.waiting.get(message.id)?.resolve(message.reply ?? "{}");
      this.waiting.delete(message.id);
    }
  }

  private failAll(code: string, text: string) {
    for (const w of this.waiting.values()) {
      w.reject(new EngineError(code, text));
    }
    this.waiting.clear();
  }

  async ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply> {
    if (this.dead) {
      this.dead = false;
      this.worker = this.start();
    }
    const text = await new Promise<string>((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, request: JSON.stringify({ command, ...fields }) });
    });
    return JSON.parse(text) as Answer<C> | ErrorReply;
  }

  interrupt() {
    // A worker that runs hears nothing: the page runs programs in slices.
  }

  stop() {
    this.worker.terminate();
    this.failAll("interrupted", "");
    this.dead = false;
    this.worker = this.start();
    this.onLoss();
  }

  close() {
    this.worker.terminate();
    this.failAll("interrupted", "");
  }
}
