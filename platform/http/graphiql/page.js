/*
 * The page around GraphiQL: whom to ask as, the token of that identity, the example queries as tabs. Plain browser
 * JavaScript over the global React and GraphiQL of their UMD files.
 */
(async () => {
  /** A token is replaced this long before it expires. */
  const MARGIN_MS = 30_000;
  const byId = (id) => document.getElementById(id);
  const getJson = async (path, options) => {
    const response = await fetch(path, options);
    return response.ok ? response.json() : undefined;
  };

  const [examples = [], identities] = await Promise.all([
    getJson('/graphiql/examples.json'),
    getJson('/demo/identities'),
  ]);
  const select = byId('identity');
  let current = { identity: '', token: '', expires: Infinity };
  let renewing;

  if (identities) {
    byId('demo').hidden = false;
    byId('who').hidden = false;
    for (const { name, role } of identities) select.append(new Option(`${name} (${role})`, name));
    select.addEventListener('change', () => void signInAs(select.value));
  }

  async function signInAs(identity, title) {
    select.value = identity;
    byId('description').textContent = title ?? identities?.find(({ name }) => name === identity)?.description ?? '';
    current = { identity, token: '', expires: Infinity };
    renewing = undefined;
    await freshToken();
    showExpiry();
  }

  /** The token of the chosen identity, replaced before it expires; one request at a time. */
  async function freshToken() {
    const { identity, token, expires } = current;
    if (identity === '') return '';
    if (token !== '' && expires - Date.now() > MARGIN_MS) return token;
    renewing ??= getJson(`/demo/token?identity=${encodeURIComponent(identity)}`, { method: 'POST' });
    const answer = await renewing;
    renewing = undefined;
    if (current.identity !== identity) return freshToken();
    if (!answer) {
      byId('expiry').textContent = 'no token: the issuer does not answer';
      return '';
    }
    current = { identity, token: answer.token, expires: Date.now() + answer.expiresIn * 1000 };
    return answer.token;
  }

  function showExpiry() {
    const seconds = Math.max(0, Math.round((current.expires - MARGIN_MS - Date.now()) / 1000));
    if (current.token === '') {
      byId('expiry').textContent = '';
      return;
    }
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    byId('expiry').textContent = `token renews in ${clock}`;
    if (seconds === 0) void freshToken();
  }
  setInterval(showExpiry, 1_000);

  const { GraphiQL, React, ReactDOM } = window;
  const send = GraphiQL.createFetcher({ url: '/graphql' });
  const fetcher = async (params, options) => {
    const token = await freshToken();
    const authorization = token === '' ? {} : { Authorization: `Bearer ${token}` };
    return send(params, { ...options, headers: { ...authorization, ...options?.headers } });
  };

  let shown;
  /** An example comes with the identity it is written for; what the reader chooses afterwards stays. */
  const followTab = ({ tabs, activeTabIndex }) => {
    const query = tabs[activeTabIndex]?.query;
    if (query === shown) return;
    shown = query;
    const example = examples.find((candidate) => candidate.query === query);
    if (example && identities) void signInAs(example.identity ?? '', example.title);
  };

  await signInAs(examples[0]?.identity ?? '', examples[0]?.title);
  shown = examples[0]?.query;
  ReactDOM.createRoot(byId('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultTabs: examples.map(({ query, variables }) => ({
        query,
        variables: variables ? JSON.stringify(variables, null, 2) : undefined,
      })),
      onTabChange: followTab,
      shouldPersistHeaders: false,
      defaultEditorToolsVisibility: 'variables',
    }),
  );
})();
