/** Calls of the module's API with the host's token. */

export interface FieldError {
  pointer: string;
  code: string;
  message: string;
}

/** A refusal of the server, told in the reader's language. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: FieldError[] = [],
    /** What else the answer tells, by name. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

export interface Session {
  base: string;
  locale: string;
  token: () => Promise<string>;
  /** Called when the server no longer accepts the token. */
  expired: () => void;
}

/** A list or document whose version stands only in its `ETag`. */
export interface Versioned<T> {
  body: T;
  version: number;
}

export class Api {
  constructor(private readonly session: Session) {}

  async versioned<T>(path: string): Promise<Versioned<T>> {
    return this.opened<T>(await this.fetch('GET', path));
  }

  async replace<T>(path: string, body: unknown, version: number): Promise<Versioned<T>> {
    return this.opened<T>(
      await this.fetch('PUT', path, JSON.stringify(body), {
        'Content-Type': 'application/json',
        'If-Match': `"${version}"`,
      }),
    );
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown, version?: number, key: string = crypto.randomUUID()): Promise<T> {
    return this.send<T>('POST', path, JSON.stringify(body), version, {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    });
  }

  put<T>(path: string, body: unknown, version?: number): Promise<T> {
    return this.send<T>('PUT', path, JSON.stringify(body), version, { 'Content-Type': 'application/json' });
  }

  patch<T>(path: string, body: unknown, version: number, key: string = crypto.randomUUID()): Promise<T> {
    return this.send<T>('PATCH', path, JSON.stringify(body), version, {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
    });
  }

  delete<T>(path: string, version?: number): Promise<T> {
    return this.send<T>('DELETE', path, undefined, version);
  }

  upload<T>(path: string, file: File, version?: number): Promise<T> {
    return this.send<T>('POST', path, file, version, { 'Content-Type': file.type || 'application/octet-stream' });
  }

  /** Fetches a file and hands it to the browser's downloads. */
  async save(path: string, name: string): Promise<void> {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await this.blob(path));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  async blob(path: string): Promise<Blob> {
    return (await this.fetch('GET', path)).blob();
  }

  private async send<T>(
    method: string,
    path: string,
    body?: BodyInit,
    version?: number,
    headers: Record<string, string> = {},
  ): Promise<T> {
    if (version !== undefined) headers['If-Match'] = `"${version}"`;
    const answer = await this.fetch(method, path, body, headers);
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }

  private async opened<T>(answer: Response): Promise<Versioned<T>> {
    return {
      body: (await answer.json()) as T,
      version: Number(/\d+/.exec(answer.headers.get('ETag') ?? '')?.[0] ?? 0),
    };
  }

  private async fetch(method: string, path: string, body?: BodyInit, headers: Record<string, string> = {}) {
    const answer = await fetch(`${this.session.base}/api/v1${path}`, {
      method,
      body,
      headers: {
        Authorization: `Bearer ${await this.session.token()}`,
        'Accept-Language': this.session.locale,
        ...headers,
      },
    });
    if (answer.ok) return answer;
    if (answer.status === 401) this.session.expired();
    const problem = await answer.json().catch(() => ({}));
    throw new ApiProblem(
      answer.status,
      problem.code ?? '',
      problem.detail ?? answer.statusText,
      problem.errors ?? [],
      problem,
    );
  }
}
