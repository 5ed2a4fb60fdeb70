import type { ConversationId } from '../../contract/ids.ts';

/** What the shell hands to `ConversationPane` in `features/conversation/conversation-pane.tsx`. */
export type ConversationPaneProps = {
  conversationId: ConversationId;
  /** Back to the list; given only where one pane is shown at a time. */
  onBack: (() => void) | undefined;
  detailsOpen: boolean;
  onToggleDetails: () => void;
  /** After End: the shell opens the next conversation of the list, and gives its timeline the focus. */
  onEnded: () => void;
};

/** What the shell hands to `ContextPanel` in `features/contacts/context-panel.tsx`. */
export type ContextPanelProps = {
  conversationId: ConversationId;
  /** Given in a drawer or sheet: shows a cross. */
  onClose: (() => void) | undefined;
};
