import { language, t } from "../../i18n/i18n";
import { number } from "../../model/numbers";
import { useTold } from "../told";
import { HeapMap } from "./heap_map";
import { Pins } from "./pins";
import { Pyramid } from "./pyramid";
import "./heap.css";

const parts = ["live", "free_blocks", "large", "rest"] as const;

/** Why the process is as large as it is, from what is alive to what the system counts; what pins each arena. */
export function HeapView() {
  const m = useTold("memory", { lang: language.value });
  if (!m) {
    return <p class="empty">{t("loading")}</p>;
  }
  const small = m.live_bytes - m.large_bytes;
  const sizes = { live: small, free_blocks: m.free_block_bytes, large: m.large_bytes, rest: m.process_bytes - m.live_bytes - m.free_block_bytes };
  const inLists = Object.values(m.free_lists).reduce((a, b) => a + b, 0);
  return (
    <div class="scroll" tabindex={0} data-testid="heap">
      <p>{t("heap.process", { bytes: number(m.process_bytes), live: number(m.live_bytes), peak: number(m.peak_bytes) })}</p>
      <div class="stack" aria-hidden="true">
        {parts.map((p) => <div key={p} class={`part part-${p}`} style={{ flexGrow: Math.max(sizes[p], 0) }} />)}
      </div>
      <ul class="legend heap-legend">
        {parts.map((p) => (
          <li key={p}><span class={`part-key part part-${p}`} aria-hidden="true" /> {t(`heap.${p}`)} <b>{number(sizes[p])}</b></li>
        ))}
      </ul>
      <HeapMap />
      <Pyramid memory={m} />
      <h3>{t("heap.why")}</h3>
      <p data-testid="heap-why">{m.words}</p>
      <ul class="plain">
        <li>{t("heap.why.blocks", { blocks: number(m.free_blocks), bytes: number(m.free_block_bytes) })}</li>
        <li>{t("heap.why.pools", { used: number(m.pools_used), empty: number(m.pools_empty) })}</li>
        <li>{t("heap.why.lists", { n: number(inLists) })} {Object.entries(m.free_lists).filter(([, n]) => n > 0).map(([name, n]) => `${name} ${n}`).join(", ")}</li>
        <li>{t("heap.why.arenas", { now: number(m.arenas_now), peak: number(m.arenas_peak), returned: number(m.arenas_returned) })}</li>
      </ul>
      {m.arenas.map((a) => {
        const types = a.pinned_by.types.slice(0, 6);
        return (
          <section class="lane" key={a.address} data-testid="arena">
            <h3>{t("heap.arena", { address: `…${a.address.slice(-8)}`, live: number(a.live_bytes), blocks: number(a.live_blocks) })}</h3>
            <div class="stack" role="img" aria-label={t("heap.pools", { used: a.pools_used, free: a.pools_free, untouched: a.pools_untouched })}>
              <div class="part part-live" style={{ flexGrow: a.pools_used }} />
              <div class="part part-free_blocks" style={{ flexGrow: a.pools_free }} />
              <div class="part part-rest" style={{ flexGrow: a.pools_untouched }} />
            </div>
            <p>{t("heap.pools", { used: a.pools_used, free: a.pools_free, untouched: a.pools_untouched })}</p>
            <p>
              {t("heap.pinned")}{" "}
              {types.map((c) => `${c.type} ×${number(c.count)} (${number(c.bytes)} B)`).join(", ")}
              {a.pinned_by.types_omitted + a.pinned_by.types.length > types.length && ", …"}
            </p>
            <Pins arena={a} />
          </section>
        );
      })}
    </div>
  );
}
