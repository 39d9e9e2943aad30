import autocannon from 'autocannon';

export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

interface Target {
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly seconds: number;
}

const CONNECTIONS = 8;

/** Asks over eight connections for so long. @throws if an answer was no success */
export async function load({ url, body, headers = {}, seconds }: Target): Promise<Load> {
  const { requests, latency, non2xx, errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: { ...headers },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
  if (non2xx > 0 || errors > 0) throw new Error(`${url}: ${non2xx} answers were refused and ${errors} failed`);
  return { perSecond: requests.average, p99: latency.p99 };
}
