import t from 'tap'
import { apiVersion, group, version } from '../../../hooks/schema/crd/kind.ts'

t.strictSame([group, version, apiVersion], ['app.corley.it', 'v1', 'app.corley.it/v1'], 'the group people write')
