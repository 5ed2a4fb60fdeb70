import '../ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { onSignedOut } from '../lib/api.ts';
import { queryKeys } from '../lib/query-keys.ts';
import { noteSession } from '../lib/session-hint.ts';
import { screenPaths } from '../lib/screen-paths.ts';
import { resolveCssVariables, theme } from '../ui/theme.ts';
import { Toasts } from '../ui/toasts.tsx';
import { TooltipLayer } from '../ui/tooltip.tsx';
import { DeskLive } from './desk-live.ts';
import { LiveProvider } from './live-context.ts';
import { createQueryClient } from './query-client.ts';
import { createDeskRouter } from './router.tsx';

const cache = createQueryClient();
const live = new DeskLive(cache);
const router = createDeskRouter({ cache, live });

onSignedOut(() => {
  // Nobody was signed in here: the router itself shows the door.
  if (!cache.getQueryData(queryKeys.me)) return;
  const { href } = router.state.location;
  live.stop();
  noteSession('out');
  router.history.push(screenPaths.signIn(href));
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveCssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={cache}>
        <LiveProvider value={live.connection}>
          <RouterProvider router={router} />
        </LiveProvider>
      </QueryClientProvider>
      <Toasts />
      <TooltipLayer />
    </MantineProvider>
  </StrictMode>,
);
