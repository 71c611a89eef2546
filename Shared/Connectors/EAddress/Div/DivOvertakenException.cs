namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>Another round wrote down what became of a notice meanwhile: this one knows too little to go on with it, and the next looks again.</summary>
internal sealed class DivOvertakenException() : Exception("Another round writes down what became of a notice; the next looks again.");
