// An OpenID Connect provider for the tests, on a free port of this machine: `node provider.js [port]`. It writes its address as its one
// line of output. What the tests post to /configure (signing keys, accounts, the site's redirect addresses) makes it anew, so that keys
// rotate as they do at a real provider: from one request to the next, under the same address.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';

const resource = 'urn:placements';
let answer = (request, response) => response.writeHead(503).end();

const server = createServer(async (request, response) => {
  if (request.method === 'POST' && request.url === '/configure') {
    answer = configured(JSON.parse(await text(request)));
    response.writeHead(204).end();
  } else {
    answer(request, response);
  }
});
server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(address()));

function address() {
  return `http://127.0.0.1:${server.address().port}`;
}

function configured({ keys, accounts, redirects, afterSignOut }) {
  const site = {
    client_id: 'placements-site',
    client_secret: 'a secret that only the tests use',
    redirect_uris: redirects,
    post_logout_redirect_uris: afterSignOut,
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
  // Another program of the same people, which calls the API with bearer tokens.
  const program = {
    client_id: 'another-program',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['https://program.example/callback'],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
  const provider = new Provider(address(), {
    clients: [site, program],
    jwks: { keys },
    cookies: { keys: ['of no worth'] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'roles', 'authority', 'teams'] },
    findAccount: (_, id) => accounts[id] && { accountId: id, claims: () => ({ ...accounts[id], sub: id }) },
    extraTokenClaims: (_, token) => token.accountId && accounts[token.accountId],
    features: {
      devInteractions: { enabled: true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ audience: 'placements', scope: 'placements', accessTokenFormat: 'jwt' }),
      },
    },
    // Nobody is asked whether they consent: a site's own provider does not ask its staff.
    async loadExistingGrant(context) {
      const { client, session, params } = context.oidc;
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      if (params.resource) {
        grant.addResourceScope(resource, 'placements');
      }
      await grant.save();
      return grant;
    },
  });
  return provider.callback();
}
