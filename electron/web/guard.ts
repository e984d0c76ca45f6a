import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Milliseconds in which a browser must have started to use its ticket. */
const TICKET_LIFE = 60_000;

/**
 * Who may talk to the loopback host. With the token, or once with a ticket, a browser enters at the root: it gets the cookie, and is led to
 * the app, which lies below a path that nobody else knows. A ticket is for command lines, which every user of the machine can read.
 */
export class Guard {
  /** What every path of the app begins with. Cookies are shared by all ports of an address: this keeps other programs there from seeing ours. */
  readonly base = `/${randomBytes(16).toString('hex')}/`;
  readonly #token: string;
  readonly #host: string;
  /** The port keeps the cookies of two hosts apart. */
  readonly #name: string;
  /** Until when each ticket holds. */
  readonly #tickets = new Map<string, number>();

  /** @param port  on which the host listens at 127.0.0.1 */
  constructor(token: string, port: number) {
    this.#token = token;
    this.#host = `127.0.0.1:${port}`;
    this.#name = `normscope-${port}`;
  }

  /** Set once to who enters; the page then sends it with every request. */
  get cookie(): string {
    return `${this.#name}=${this.#token}; HttpOnly; SameSite=Strict; Path=${this.base}`;
  }

  /** A new address by which one browser may enter, once and soon. */
  ticketAddress(): string {
    const ticket = randomBytes(24).toString('base64url');
    this.#tickets.set(ticket, Date.now() + TICKET_LIFE);
    return `http://${this.#host}/?ticket=${ticket}`;
  }

  /** Why one is not let in at the root, null when he is; his ticket is used up then. */
  refusesEntry(request: IncomingMessage, query: URLSearchParams): string | null {
    const ticket = query.get('ticket');
    const foreign = this.#foreign(request, false);
    if (foreign !== null) return foreign;
    if (ticket === null) return this.#matches(query.get('token') ?? '') ? null : 'wrong token';
    const until = this.#tickets.get(ticket) ?? 0;
    this.#tickets.delete(ticket);
    return request.method === 'GET' && Date.now() < until ? null : 'used or expired ticket';
  }

  /** Why a request to the app is refused, null when it is welcome. */
  refuses(request: IncomingMessage, pathname: string, needsOrigin: boolean): string | null {
    const foreign = this.#foreign(request, needsOrigin);
    if (foreign !== null) return foreign;
    if (!pathname.startsWith(this.base)) return 'wrong address';
    const given = this.#fromCookies(request.headers.cookie ?? '');
    return given.some((each) => this.#matches(each)) ? null : 'wrong token';
  }

  /** A foreign Host means that a name was bent to this address; a foreign Origin that another page asks. */
  #foreign({ headers }: IncomingMessage, needsOrigin: boolean): string | null {
    const { host, origin } = headers;
    if (host !== this.#host) return 'wrong host';
    if ((needsOrigin || origin !== undefined) && origin !== `http://${this.#host}`)
      return 'wrong origin';
    return null;
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
