import '@fontsource-variable/inter/wght.css';
import './mantine-styles.ts';
import './tokens.css';
import './base.css';
