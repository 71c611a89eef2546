namespace SocialWorkflows.Connectors.EAddress.Div;

/// <summary>A notice was recalled in the moment in which its call was to begin: nothing was sent.</summary>
internal sealed class DivRecalledException() : Exception("The notice was recalled before its call.");
