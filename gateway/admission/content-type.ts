import type { IncomingMessage } from 'node:http';
import { CodedError } from '../../shared/errors';
import type { Exchange, Reply, Stage } from '../http/exchange';
import { refuse } from '../http/reply';

/** What a page may make a browser send anywhere without asking first (Fetch, "CORS-safelisted request-header"). */
const SIMPLE = /^(text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;
const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Refuses by its content type what a foreign page can send in its visitor's name. */
export function contentTypeStage(): Stage {
  return {
    name: 'content type',
    why: 'What a foreign page could have sent gets no further: no token is looked at for it.',
    run({ request }: Exchange): Reply | undefined {
      const type = request.headers['content-type'];
      if (type === undefined || JSON_TYPE.test(type)) return undefined;
      if (hasNoBody(request))
        return refuse(415, new CodedError('BAD_REQUEST', { reason: 'a GET has no such content' }));
      return SIMPLE.test(type)
        ? refuse(400, new CodedError('BAD_REQUEST', { reason: 'the content type must be application/json' }))
        : undefined;
    },
  };
}

function hasNoBody({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}
