import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import tour from 'virtual:tour';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';

/** The page is served by the router, so its own origin is the endpoint. */
const url = new URL('/graphql', window.location.href);

const socketUrl = new URL(url);
socketUrl.protocol = url.protocol.replace('http', 'ws');

const container = document.getElementById('explorer');
if (!container) throw new Error('The page has no place for the explorer');

/** The headers that the tab has now: a socket is opened for each subscription, with the token of that moment. */
const fetcher: ReturnType<typeof createGraphiQLFetcher> = (parameters, options) => {
  const wsClient = createClient({ url: socketUrl.href, lazy: true, connectionParams: { ...options?.headers } });
  return createGraphiQLFetcher({ url: url.href, wsClient })(parameters, options);
};

createRoot(container).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={tour.length > 0 ? tour : undefined}
    shouldPersistHeaders
    defaultEditorToolsVisibility="variables"
  />,
);
