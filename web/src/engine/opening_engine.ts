import { asks, makes } from "virtual:opening";
import type { Answer, CommandName, ErrorReply, Fields } from "./api";
import type { Engine } from "./engine";
import { unhurried } from "./opening_requests";

/**
 * An engine in front of which the replies to the page's first questions are known already: they were asked while the
 * page was built. So the first picture does not wait for the engine to start; what changes the session is sent to it
 * all the same, and with the first request that is not known it has the word for good.
 */
export class OpeningEngine implements Engine {
  readonly kind: Engine["kind"];
  readonly inOrder: boolean;
  /** How much of the opening has been made; null: it is over. */
  private made: number | null = 0;

  constructor(
    private readonly engine: Engine,
    /** Told when the engine behind could not do what was taken for done. */
    private readonly failed: (error: unknown) => void,
    /** Told when it has made the whole opening itself, or answered whatever came instead. */
    private readonly arrived: () => void,
  ) {
    this.kind = engine.kind;
    this.inOrder = engine.inOrder;
  }

  /** Nothing has been asked yet that is not known. */
  get isOpening(): boolean {
    return this.made !== null;
  }

  private known(request: string): string | undefined {
    if (this.made === null) {
      return undefined;
    }
    const next = makes[this.made];
    if (next?.[0] === request) {
      this.made++;
      return next[1];
    }
    return this.made === makes.length ? asks[request] : undefined;
  }

  ask<C extends CommandName>(command: C, fields?: Fields<C>): Promise<Answer<C> | ErrorReply> {
    const before = this.made;
    const reply = this.known(JSON.stringify({ command, ...fields }));
    if (reply === undefined) {
      this.made = null;
      const answer = this.engine.ask(command, fields);
      answer.then(this.arrived, () => {});
      return answer;
    }
    if (this.made !== before) {
      const isLast = this.made === makes.length;
      this.engine.ask(command, unhurried(fields ?? {}) as Fields<C>).then(() => isLast && this.arrived(), this.failed);
    }
    return Promise.resolve(JSON.parse(reply) as Answer<C>);
  }

  set onLoss(told: () => void) {
    this.engine.onLoss = () => {
      this.made = null;
      told();
    };
  }

  interrupt() {
    this.engine.interrupt();
  }

  stop() {
    this.made = null;
    this.engine.stop();
  }

  close() {
    this.made = null;
    this.engine.close();
  }
}
