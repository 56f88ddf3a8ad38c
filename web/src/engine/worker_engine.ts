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

  constructor() {
    this.worker = this.start();
  }

  /** The worker that public/start.js has begun to load, if it is still to be had; else a new one. */
  private start(): Worker {
    const page = self as { pymemlabWorker?: Worker | null };
    const worker = page.pymemlabWorker ?? new Worker(new URL("engine/worker.js", document.baseURI));
    page.pymemlabWorker = null;
    worker.onmessage = (event: MessageEvent) => this.receive(event.data);
    worker.onerror = () => this.failAll("engine_missing", "The engine could not be loaded.");
    return worker;
  }

  private receive(message: { id?: number; reply?: string; failed?: string }) {
    if (message.id === undefined) {
      if (message.failed) {
        this.failAll("engine_missing", message.failed);
      }
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.failed !== undefined) {
      // The engine itself failed: its memory cannot be trusted any more.
      const code = message.failed === "stack_limit" ? "stack_limit" : "engine_failed";
      waiting?.reject(new EngineError(code, message.failed));
      this.stop();
    } else {
      waiting?.resolve(message.reply ?? "{}");
    }
  }

  private failAll(code: string, text: string) {
    for (const w of this.waiting.values()) {
      w.reject(new EngineError(code, text));
    }
    this.waiting.clear();
  }

  async ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply> {
    const text = await new Promise<string>((resolve, reject) => {
      const id = this.next++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, request: JSON.stringify({ command, ...fields }) });
    });
    return JSON.parse(text) as Answer<C> | ErrorReply;
  }

  stop() {
    this.worker.terminate();
    this.failAll("interrupted", "");
    this.worker = this.start();
  }

  close() {
    this.worker.terminate();
    this.failAll("interrupted", "");
  }
}
