import t from 'tap'
import { ageColumn, apiVersion, group, version } from '../../../hooks/schema/crd/kind.ts'

t.strictSame([group, version, apiVersion], ['app.corley.it', 'v1', 'app.corley.it/v1'], 'the group people write')

t.strictSame(
  ageColumn,
  { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp', priority: 1 },
  'the age is a wide column: the default ones are a contract',
)
