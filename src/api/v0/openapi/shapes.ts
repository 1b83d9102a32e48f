import { ACCOUNTING_SHAPES } from '../accounting/accounting-shapes.ts';
import { ACCOUNTING_REQUEST_SHAPES } from '../accounting/changes/request-shapes.ts';
import { BODY_SHAPES } from '../body/body-shapes.ts';
import { CHANGE_SHAPES } from '../cluster/change-shapes.ts';
import { CLUSTER_SHAPES } from '../cluster/cluster-shapes.ts';
import { CONF_SHAPES } from '../controller/conf-shapes.ts';
import { CONTROLLER_SHAPES } from '../controller/controller-shapes.ts';
import { SHARE_SHAPES } from '../controller/share-shapes.ts';
import { ENVELOPE_SHAPES } from '../envelope/envelope-shapes.ts';
import { HOST_SHAPES } from '../hosts/host-shapes.ts';
import { JOB_SHAPES } from '../jobs/job-shapes.ts';
import type { Shape } from './shape.ts';

/**
 * What the names of types stand for, to the OpenAPI document: `response` and `body` of an endpoint, and the types of
 * members in the tables that answer and read. The document has an operation as soon as its endpoint is declared; what
 * it names is declared in the `*-shapes.ts` of the folder that answers, whose shapes join this list. A name that is
 * nowhere declared is documented as anything at all, and found by test/api/v0/openapi/shapes.test.ts. Kinds of flags
 * are in ../record/words.ts.
 */
export const SHAPES: Readonly<Record<string, Shape>> = {
  ...ENVELOPE_SHAPES,
  ...JOB_SHAPES,
  ...CLUSTER_SHAPES,
  ...CONTROLLER_SHAPES,
  ...CHANGE_SHAPES,
  ...CONF_SHAPES,
  ...SHARE_SHAPES,
  ...BODY_SHAPES,
  ...HOST_SHAPES,
  ...ACCOUNTING_SHAPES,
  ...ACCOUNTING_REQUEST_SHAPES,
};
