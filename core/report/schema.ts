import { jsonSchema } from '../shape/shape.ts';
import { report } from './reportShape.ts';

/**
 * JSON Schema of the JSON report. Further properties may appear within version 1; those that are here keep
 * their names and meanings.
 */
export const REPORT_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:normscope:report:1',
  title: 'Normscope report',
  description: 'One run of a normalization layer on one tensor, with all its numbers.',
  ...jsonSchema(report),
};
