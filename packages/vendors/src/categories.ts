/**
 * The categories of Segment's catalog that a partner can choose from: one, and at most a second one.
 * Source: "Provide integration metadata for the catalog" in upstream's CONTRIBUTING.md.
 */
export const CATEGORIES = [
  'A/B Testing',
  'Advertising',
  'Analytics',
  'Attribution',
  'CRM',
  'Customer Success',
  'Deep Linking',
  'Email Marketing',
  'Enrichment',
  'Feature Flagging',
  'Heatmaps & Recordings',
  'Livechat',
  'Marketing Automation',
  'Performance Monitoring',
  'Personalization',
  'Raw Data',
  'Referrals',
  'Security & Fraud',
  'SMS & Push Notifications',
  'Surveys',
  'Tag Managers',
  'Video'
] as const

export type Category = typeof CATEGORIES[number]
