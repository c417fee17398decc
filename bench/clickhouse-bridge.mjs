/**
 * ClickHouse in this process (chdb), behind the part of its HTTP interface the platform uses: settings in the address, the statement
 * in the body, the code of a failure in a header. Prints its port. What it cannot show: accounts, and `readonly`, which cannot be
 * taken back within one session.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const { Session } = createRequire(import.meta.url)('chdb');
const session = new Session();
const NOT_HERE = ['readonly', 'wait_end_of_query', 'cancel_http_readonly_queries_on_client_close', 'default_format'];

function run(settings, sql) {
  for (const [name, value] of settings) {
    if (name === 'database') session.query(`USE "${value}"`);
    else if (!NOT_HERE.includes(name)) session.query(`SET ${name} = ${value}`);
  }
  return session.query(sql, settings.get('default_format') ?? 'JSONCompact');
}

const server = createServer(async (request, response) => {
  let sql = '';
  for await (const chunk of request) sql += chunk;
  const settings = new URL(request.url, 'http://bridge').searchParams;
  try {
    response.end(run(settings, sql));
  } catch (error) {
    // What was written before the failure would come with the next answer.
    session.query('SELECT 1', 'Null');
    const code = /Code: (\d+)/.exec(error.message)?.[1] ?? '0';
    response.writeHead(500, { 'x-clickhouse-exception-code': code }).end(error.message);
  }
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
