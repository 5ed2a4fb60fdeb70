import '../ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resolveCssVariables, theme } from '../ui/theme.ts';
import { Toasts } from '../ui/toasts.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveCssVariables} defaultColorScheme="auto">
      <Toasts />
    </MantineProvider>
  </StrictMode>,
);
