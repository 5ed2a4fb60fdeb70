import {
  Checkbox,
  createTheme,
  Drawer,
  Input,
  Modal,
  Radio,
  Switch,
  type CSSVariablesResolver,
} from '@mantine/core';
import fields from './fields.module.css';

/** Mantine in our clothes: its scales and parts follow the tokens, so that no part is overruled one by one. */
export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: {
    petrol: [
      '#E9F5F6',
      '#DDEFF0',
      '#A9D2D5',
      '#6CCBD2',
      '#3C99A2',
      '#2F858E',
      '#14767F',
      '#0B6B75',
      '#085962',
      '#06484F',
    ],
  },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '14px', sm: '16px', md: '18px', lg: '20px', xl: '22px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Input: Input.extend({
      classNames: { input: fields.input ?? '', wrapper: fields.wrapper ?? '', section: fields.section ?? '' },
      vars: () => ({
        wrapper: {
          '--input-height': 'var(--field-height)',
          '--input-fz': 'var(--field-size)',
          '--input-radius': 'var(--radius-md)',
        },
      }),
    }),
    Checkbox: Checkbox.extend({
      classNames: {
        input: fields.checkbox ?? '',
        label: fields.switchLabel ?? '',
        description: fields.help ?? '',
      },
      vars: () => ({ root: { '--checkbox-size': '18px', '--checkbox-radius': 'var(--radius-xs)' } }),
    }),
    Radio: Radio.extend({
      classNames: { label: fields.switchLabel ?? '', description: fields.help ?? '' },
      vars: () => ({ root: { '--radio-size': '18px', '--radio-icon-size': '8px' } }),
    }),
    Switch: Switch.extend({
      classNames: {
        track: fields.track ?? '',
        label: fields.switchLabel ?? '',
        description: fields.help ?? '',
      },
      vars: () => ({
        root: {
          '--switch-height': '18px',
          '--switch-width': '30px',
          '--switch-thumb-size': '14px',
          '--switch-padding': '2px',
          '--switch-label-padding': '10px',
        },
      }),
      defaultProps: { withThumbIndicator: false },
    }),
    InputWrapper: Input.Wrapper.extend({
      classNames: {
        root: fields.field ?? '',
        label: fields.label ?? '',
        description: fields.help ?? '',
        error: fields.error ?? '',
      },
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface-2)',
  '--mantine-color-text': 'var(--text-1)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-default': 'var(--surface-2)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--danger-text)',
  ...Object.fromEntries(
    ['--mantine-color-petrol', '--mantine-primary-color'].flatMap((name) => [
      [`${name}-filled`, 'var(--accent)'],
      [`${name}-filled-hover`, 'var(--accent-hover)'],
      [`${name}-light`, 'var(--accent-tint)'],
      [`${name}-light-hover`, 'var(--surface-selected)'],
      [`${name}-light-color`, 'var(--accent-text)'],
    ]),
  ),
};

/** Points Mantine's colours at the tokens, which know light from dark themselves. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
