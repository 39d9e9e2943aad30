import { useEffect, useRef, useState } from 'preact/hooks';
import { usePage } from '../state/page-context.ts';
import type { Option } from './option.ts';
import { type Palette, readPalette } from './palette.ts';

interface ChartProps {
  readonly label: string;
  readonly className: string;
  readonly option: (palette: Palette, width: number) => Option;
  /** What the option is made of: it is drawn anew when one of them changes. */
  readonly from: readonly unknown[];
  /** A map to draw on: GeoJSON under a name. */
  readonly map?: { readonly name: string; readonly geo: object } | undefined;
  readonly onChoose?: (index: number) => void;
}

type Drawn = ReturnType<typeof import('./echarts.ts')['init']>;

/** A picture by ECharts, which is loaded when the first one is needed. */
export function Chart({ label, className, option, from, map, onChoose }: ChartProps) {
  const { dark, speak } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(false);
  /** What is still to be drawn once there is room: a map cannot be fitted into nothing. */
  const waiting = useRef<(() => void) | null>(null);
  const choose = useRef(onChoose);
  choose.current = onChoose;

  useEffect(() => {
    let gone = false;
    const watch = new ResizeObserver(() => {
      const { current } = drawn;
      if (current === null || current.isDisposed() || !hasRoom(place.current)) return;
      current.resize();
      waiting.current?.();
    });
    import('./echarts.ts').then(
      ({ init }) => {
        if (gone || place.current === null) return;
        const chart = init(place.current, null, { renderer: 'canvas' });
        drawn.current = chart;
        chart.on('click', ({ dataIndex }) => choose.current?.(dataIndex));
        watch.observe(place.current);
        setReady(true);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      watch.disconnect();
      drawn.current?.dispose();
      drawn.current = null;
    };
  }, []);

  useEffect(() => {
    if (!ready || place.current === null) return;
    let overtaken = false;
    const draw = () => {
      if (overtaken) return;
      waiting.current = hasRoom(place.current) ? null : draw;
      if (waiting.current !== null) return;
      const width = place.current?.clientWidth ?? 0;
      drawn.current?.setOption({ animation: false, ...option(readPalette(), width) }, { notMerge: true });
    };
    if (map === undefined) draw();
    else
      void import('./echarts.ts').then(({ registerMap }) => {
        // ECharts takes the geometry as it is; what it cannot read it does not draw.
        registerMap(map.name, map.geo as Parameters<typeof registerMap>[1]);
        draw();
      });
    return () => {
      overtaken = true;
    };
  }, [ready, dark, map?.name, ...from]);

  if (failed) return <p class="quiet">{speak.say('failed')}</p>;
  return <div ref={place} class={`chart ${className}`} role="img" aria-label={label} />;
}

const hasRoom = (element: HTMLElement | null): boolean =>
  element !== null && element.clientWidth > 0 && element.clientHeight > 0;
