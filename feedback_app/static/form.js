// A long form one section at a time, and questions only when they are asked. Without scripts all of it stands on one
// page. Nothing is stored, nothing is sent that would not be sent without scripts, and addresses hold no answers.
import { startOnlyIf } from "./only-if.js";
import { startSteps } from "./steps.js";

const form = document.querySelector("form[data-questions]");
if (form) {
  startOnlyIf(form);
  startSteps(form);
}
