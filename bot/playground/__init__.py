"""A local Slack on 127.0.0.1 for trying and testing the unmodified bot; it knows nothing of codes or claims."""
