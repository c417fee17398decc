import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Cancellation } from '../execution/cancellation';
import type { CodedError } from '../../shared/errors';
import type { Viewer } from '../../shared/viewer';
import type { Question } from '../admission/question';

/** One HTTP request on its way through the pipeline; stages fill in what later ones need. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly correlationId: string;
  /** Happens when the client leaves before it has its answer. */
  readonly cancellation: Cancellation;
  /** Headers that go out with any reply. */
  readonly replyHeaders: Map<string, string>;
  viewer: Viewer;
  /** When the viewer's token expires, seconds since 1970; undefined without one. */
  expires: number | undefined;
  /** Whether the operation that is asked for is a subscription. */
  isSubscription: boolean;
  /** Why the document may not run. */
  refused?: CodedError;
  /** The program the token was made for, if it says so. */
  client: string | undefined;
  body: unknown;
  /** What is asked; undefined where the request is not well formed, and for the GraphQL server to refuse. */
  question: Question | undefined;
}

/** What is sent back; a stage that returns one ends the pipeline. */
export interface Reply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** `latin1` where every character of the body is ASCII; UTF-8 otherwise. */
  readonly encoding?: 'latin1' | 'utf8';
  /** Instead of the body: takes the response over once its head is sent. */
  readonly takeOver?: (response: ServerResponse) => void;
}

/** A step of the pipeline, with the reason it stands where it stands. */
export interface Stage {
  readonly name: string;
  readonly why: string;
  run(exchange: Exchange): Promise<Reply | undefined> | Reply | undefined;
}
