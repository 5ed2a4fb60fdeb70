import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { MailSetup } from '../../contract/mail.ts';
import type { Context } from '../desk/context.ts';
import type { FileStorage } from '../desk/files/read-file.ts';
import type { LoginGateway } from '../desk/logins/login-gateway.ts';
import type { DoctorDeps } from '../desk/pages/doctor/gather-facts.ts';
import type { ThreadDeps } from '../desk/threads/move-thread.ts';
import type { PageGateway } from '../desk/pages/page-gateway.ts';
import type { AppGateway } from '../desk/setup-room/app-gateway.ts';
import type { Logger } from '../kit/logger.ts';
import type { Metrics } from '../kit/metrics.ts';
import type { Outgoing } from '../kit/outgoing.ts';
import type { Secrets } from '../kit/secrets.ts';
import type { Gate } from './session.ts';

/** The server's HTTP side, its schemas being zod's. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What the HTTP side is made of. */
export interface AppDeps {
  /** What every verb needs besides the one who acts. */
  ground: Omit<Context, 'actor'>;
  gate: Gate;
  log: Logger;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Whose `X-Forwarded-For` is believed, in proxy-addr's words; absent: who asks from this machine. */
  trustProxy?: string | false;
  /** Outgoing webhooks may go to private networks. */
  allowsPrivateWebhooks?: boolean;
  /** Where the sandbox stands, when this desk talks to one. */
  sandboxUrl: string | null;
  /** Where files are kept; absent: without the routes for files. */
  storage?: FileStorage;
  secrets: Secrets;
  /** How servers are asked that somebody named. */
  outgoing: Outgoing;
  /** How pages are connected. */
  gateway: PageGateway;
  /** What logins with Facebook ask. */
  logins: LoginGateway;
  /** Where Facebook's login dialog is. */
  dialog: { facebookUrl: string; graphVersion: string };
  /** How a page's connection is examined; absent: those routes answer not-found. */
  doctor?: DoctorDeps;
  /** How the control over threads is moved; absent: without the routes for it. */
  threads?: ThreadDeps;
  /** What may be shown of the mail server; absent: none is set up. */
  mailSetup?: MailSetup;
  /** How Meta apps are looked at. */
  appGateway: AppGateway;
  /** Works off again what intake set aside. Absent: the route answers not-found. */
  replaySetAside?: (ctx: Context, id: string) => Promise<void>;
  /** Figures for `/metrics`; absent: it answers none. */
  metrics?: Metrics;
  /** Where the built web application is; absent: only the API is served. */
  webDir?: string;
  /** Adds Meta's webhook route; in a scope of its own, without session. */
  registerWebhook?: (app: App) => void | Promise<void>;
  /**
   * Check every answer against its schema before it is sent. For tests: in production the answer is what our
   * own code made, and checking 50 rows costs more than making them.
   */
  checksAnswers?: boolean;
}
