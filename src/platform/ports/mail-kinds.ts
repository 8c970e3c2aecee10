/** What people may do without. Every other mail is essential: it opens something, or it warns. */
export const optionalMailKinds = ['replies', 'confirmations', 'invoices', 'reminders'] as const;
export type OptionalMailKind = (typeof optionalMailKinds)[number];

export type MailKind = 'essential' | OptionalMailKind;
