// The login service of the demo: Basic credentials become a session cookie, and nginx asks here for each request whose
// session it is. A site puts its own way to log in (LDAP, OpenID Connect …) in the place of `known`.
// node login.js SOCKET UID
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , socket, uid] = process.argv;

/** Passwords by login name, and the uid that the requests of each act as. */
const USERS = new Map([['test', { password: 'test', uid }]]);
const SESSION_SECONDS = 3600;
const MOST_SESSIONS = 1000;

/** When a session ends, in milliseconds since 1970, and whose it is; the oldest come first. */
const sessions = new Map();

const server = createServer((request, response) => {
  request.resume();
  const path = request.url.split('?', 1)[0];
  if (path === '/validate/') validate(request, response);
  else if (path === '/auth/') login(request, response);
  else if (path === '/auth/logout' && request.method === 'POST') logout(request, response);
  else response.writeHead(404).end();
});
server.listen(socket, () => chmodSync(socket, 0o666)); // nginx may run as another user.
process.once('SIGTERM', () => process.exit());

function validate(request, response) {
  const session = sessions.get(sessionOf(request));
  if (!session || session.until < Date.now()) response.writeHead(401).end();
  else response.writeHead(200, { 'X-SLURM-USER-ID': session.uid }).end();
}

function login(request, response) {
  const name = known(request.headers.authorization);
  if (name === undefined) {
    const headers = { 'WWW-Authenticate': 'Basic realm="test"', 'Content-Type': 'text/html' };
    response.writeHead(401, headers).end('Please try<br>User: test Password: test');
    return;
  }
  const id = randomBytes(32).toString('base64url');
  sessions.set(id, { uid: USERS.get(name).uid, until: Date.now() + SESSION_SECONDS * 1000 });
  if (sessions.size > MOST_SESSIONS) sessions.delete(sessions.keys().next().value);
  // Over TLS, add Secure.
  const cookie = `session=${id}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Strict`;
  response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': cookie });
  response.end(`<p>Hello ${name}.</p><p>You entered test as your password.</p>\n`);
}

function logout(request, response) {
  sessions.delete(sessionOf(request));
  response.writeHead(204, { 'Set-Cookie': 'session=; Path=/; Max-Age=0' }).end();
}

/** The user of right Basic credentials (RFC 7617), else undefined. */
function known(authorization = '') {
  const encoded = /^basic +(\S+)$/i.exec(authorization)?.[1] ?? '';
  const [name, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  const user = USERS.get(name);
  const right = timingSafeEqual(digest(password.join(':')), digest(user?.password ?? ''));
  return user && right ? name : undefined;
}

function digest(text) {
  return createHash('sha256').update(text).digest();
}

function sessionOf({ headers }) {
  return /(?:^|; *)session=([\w-]{43})(?:;|$)/.exec(headers.cookie ?? '')?.[1];
}
