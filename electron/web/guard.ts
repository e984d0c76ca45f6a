import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may talk to the loopback host: requests to its own address, from its own page, with its token. */
export class Guard {
  readonly #token: string;
  readonly #host: string;
  /** Cookies are shared by all ports of an address: the port keeps two hosts apart. */
  readonly #name: string;

  /** @param port  on which the host listens at 127.0.0.1 */
  constructor(token: string, port: number) {
    this.#token = token;
    this.#host = `127.0.0.1:${port}`;
    this.#name = `normscope-${port}`;
  }

  /** Set once by the address with the token; the page then sends it with every request. */
  get cookie(): string {
    return `${this.#name}=${this.#token}; HttpOnly; SameSite=Strict; Path=/`;
  }

  /**
   * Why a request is refused, null when it is welcome. A foreign Host means that a name was bent to this address; a foreign Origin that
   * another page asks.
   */
  refuses(request: IncomingMessage, query: URLSearchParams, needsOrigin: boolean): string | null {
    const { host, origin } = request.headers;
    if (host !== this.#host) return 'wrong host';
    if ((needsOrigin || origin !== undefined) && origin !== `http://${this.#host}`)
      return 'wrong origin';
    const token = query.get('token');
    const given = token === null ? this.#fromCookies(request.headers.cookie ?? '') : [token];
    return given.some((each) => this.#matches(each)) ? null : 'wrong token';
  }

  /** Another program on this address may have set one of the same name. */
  #fromCookies(header: string): string[] {
    const found = header.split(/;\s*/).filter((entry) => entry.startsWith(`${this.#name}=`));
    return found.map((entry) => entry.slice(this.#name.length + 1));
  }

  #matches(given: string): boolean {
    const [a, b] = [Buffer.from(given), Buffer.from(this.#token)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
}
