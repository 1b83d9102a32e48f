import type { TObject } from '@sinclair/typebox';
import { errorsByStatus } from '../../engine/openapi/errors.ts';
import type { Operation } from '../../engine/operation.ts';
import { ERRORS, type ErrorCode } from '../../slurm/error-table.ts';
import type { Page } from './page.ts';
import { bold, examples, italic, item, literal, paragraphs, section } from './roff.ts';

const DESCRIPTION = `What slurmrest-serve(1) and slurmrest-inet(1) answer. Every path is answered with and without a slash at its end, HEAD wherever GET is, and OPTIONS. GET /openapi.json is the same in OpenAPI 3.1, with the members of every request and answer; with plugins it has their operations too.`;

const AUTHENTICATION: readonly (readonly [term: string, text: string])[] = [
  ['X-SLURM-USER-TOKEN, or Authorization: Bearer', 'A token, as slurmrest token and scontrol token make it.'],
  ['X-SLURM-USER-NAME', 'The login name of the user; beside a token it may be left out.'],
  [
    'X-SLURM-API-KEY',
    'The key of an authenticating proxy, which names the user by X-SLURM-USER-NAME or X-SLURM-USER-ID.',
  ],
];

const NEGOTIATION = `Answers are JSON or tagged YAML 1.1, by Accept: application/json or application/yaml. Bodies are either, by Content-Type. Collections have ETag and Last-Modified; a request with If-None-Match or If-Modified-Since is answered 304 while nothing has changed.`;

/** slurmrest-api(7), from the operations that answer. */
export function apiPage(operations: readonly Operation[]): Page {
  const body = [
    ...section('DESCRIPTION', paragraphs(DESCRIPTION)),
    ...section('AUTHENTICATION', [
      ...paragraphs(
        'On a UNIX socket or a pipe the user at the other end counts. Elsewhere every request but GET /slurm needs credentials, in headers:',
      ),
      ...AUTHENTICATION.flatMap(([term, text]) => item(bold(term), text)),
    ]),
    ...section('NEGOTIATION', paragraphs(NEGOTIATION)),
    ...section('OPERATIONS', operations.flatMap(operationText)),
    ...section('ERRORS', errorTexts(operations)),
    ...section(
      'EXAMPLES',
      examples([
        {
          description: 'Ask over a UNIX socket',
          command: 'curl --unix-socket /run/slurmrest.sock http://localhost/slurm/v1/jobs',
        },
        {
          description: 'Ask over TCP, with a token',
          command: 'curl -H "X-SLURM-USER-TOKEN: $SLURM_JWT" http://localhost:6820/slurm/v1/job/1202',
        },
      ]),
    ),
    ...section('SEE ALSO', [
      '.BR slurmrest (1),',
      '.BR slurmrest\\-serve (1),',
      '.BR slurmrest\\-openapi (1)',
    ]),
  ];
  return { name: 'slurmrest-api', section: 7, purpose: 'the REST API of slurmrest', body };
}

function operationText(operation: Operation): string[] {
  const { method, path, description, params, query, body } = operation;
  return [
    `.SS ${literal(`${method} ${path}`)}`,
    ...paragraphs(plain(description)),
    ...parameters(params, 'in the path'),
    ...parameters(query, 'in the query'),
    ...(body ? item('Body', plain(String(body['description'] ?? 'See GET /openapi.json.'))) : []),
    ...item('Errors', `${errorsOf(operation).join(', ')}.`),
  ];
}

function parameters(object: TObject | undefined, place: string): string[] {
  return Object.entries(object?.properties ?? {}).flatMap(([name, property]) =>
    item(`${italic(name)}, ${place}`, plain(String(property['description'] ?? ''))),
  );
}

function errorsOf(operation: Operation): ErrorCode[] {
  return errorsByStatus(operation).flatMap(([, codes]) => codes);
}

function errorTexts(operations: readonly Operation[]): string[] {
  const codes = [...new Set(operations.flatMap(errorsOf))].sort();
  return [
    ...paragraphs(
      'A failure is an object with a list errors, each with its text (error), number (error_code) and the field, RPC or file it is about (source). Who names application/problem+json in Accept gets the same as RFC 9457 has it: type, title, status, detail and instance, and beside them code, error_code and source. Beside what is named here, any operation may answer with an error of the controller, such as one that is down.',
    ),
    ...codes.flatMap((code) => {
      const { errno, status, message } = ERRORS[code];
      return item(
        `${bold(code)} (${status}, error_code ${errno})`,
        message.replace(/\{(\w+)\}/g, (_, name) => name.toUpperCase()),
      );
    }),
  ];
}

/** Markdown as a manual has it. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}
