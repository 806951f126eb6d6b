/** What `prefill` takes: only fields that are still empty are filled. */
export interface WaslValues {
  kind?: 'complaint' | 'observation' | 'suggestion';
  /** A category's identifier, as the agency configured it. */
  category?: string;
  subject?: string;
  body?: string;
  name?: string;
  email?: string;
  phone?: string;
}

/** `<wasl-widget agency="…" node="https://…" lang="fr" mode="inline" label="…">` */
export interface WaslWidgetElement extends HTMLElement {
  /** Opens the dialog; where the form stands in the page, goes to it. */
  open(): Promise<void>;
  /** Closes the dialog. Nothing typed is lost. */
  close(): Promise<void>;
  prefill(values: WaslValues): Promise<void>;
  /** Takes everything away, with what was typed, and the element itself. */
  destroy(): void;
}

export type WaslMode = 'inline' | 'dialog' | 'floating';

export interface WaslAttributes {
  agency: string;
  node?: string;
  lang?: string;
  mode?: WaslMode;
  label?: string;
}

declare global {
  interface HTMLElementTagNameMap {
    'wasl-widget': WaslWidgetElement;
  }
  interface HTMLElementEventMap {
    'wasl:ready': CustomEvent<null>;
    'wasl:filed': CustomEvent<{ reference: string }>;
    'wasl:error': CustomEvent<{ code: string }>;
  }
}
