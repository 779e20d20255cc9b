import t from 'tap'
import { type Html, html } from '../../../../hooks/shop/html/html.ts'
import { faultHtml, faultSummary, fieldHtml, fieldId } from '../../../../hooks/shop/pages/forms/fields.ts'
import { english } from '../../../../hooks/shop/words/en/words.ts'
import { squeeze } from '../../../fixtures/shop/views.ts'

const input = { type: 'text', value: '"' }
const fault = { field: 'a.firstname', problem: 'missing' } as const

t.equal(fieldId('early-1.firstname'), 'field-early-1-firstname', 'the id of a field has no dot')
t.equal(
  squeeze(fieldHtml({ name: 'email', label: 'E-mail', input }, [fault], english)),
  '<div class="field"><label for="field-email">E-mail</label><input type="text" value="&quot;" id="field-email" name="email"></div>',
  'a field has its label',
)
t.equal(
  squeeze(fieldHtml({ name: 'a.firstname', label: html`<b>`, hint: 'Hint', input }, [fault], english)),
  [
    '<div class="field"><label for="field-a-firstname"><b></label><p class="hint" id="field-a-firstname-hint">Hint</p>',
    '<p class="fault" id="field-a-firstname-fault"><span class="unseen">Error: </span>Enter a first name</p>',
    '<input type="text" value="&quot;" id="field-a-firstname" name="a.firstname" aria-describedby="field-a-firstname-hint field-a-firstname-fault" aria-invalid="true"></div>',
  ].join(''),
  'its hint and its fault are linked with the input',
)
t.equal(
  squeeze(faultHtml('id', fault, english)),
  '<p class="fault" id="id-fault"><span class="unseen">Error: </span>Enter a first name</p>',
  'a fault can be heard as one',
)
t.equal(faultSummary([], english), undefined, 'without faults there is no summary')
t.equal(
  squeeze(faultSummary([fault], english) as Html),
  '<div class="faults" id="faults" tabindex="-1"><h2>Please correct the form</h2><ul><li><a href="#field-a-firstname">Enter a first name</a></li></ul></div>',
  'a summary links to the fields',
)
