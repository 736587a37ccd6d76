"""What a user decides about people and faces, each verb one undoable edit."""
